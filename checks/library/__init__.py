"""One question a file: the module and the check in it have the same name. No list is kept; the folder is walked."""
