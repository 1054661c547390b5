"""Views: the frames that are printed, drawn and exported, one file each, with the fields that scripts rely on."""
