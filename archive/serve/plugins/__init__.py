"""What we add to Datasette, one concern per file. Datasette loads the files itself, by its `plugins_dir`."""
