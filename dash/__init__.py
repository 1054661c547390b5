"""The terminal: the only place that knows a screen. An application, not a library: nothing here is an interface."""
