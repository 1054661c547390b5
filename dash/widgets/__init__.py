"""The parts of the screens, one file each: they are handed frames and send messages."""
