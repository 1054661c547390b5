"""What the app does in the world, one file each: it answers, collects, copies, opens and saves."""
