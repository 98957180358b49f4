"""What an experiment file may say, and the one document that it becomes with the files it extends."""
