"""The screens, one file each: they lay parts out, are handed frames and send messages."""
