"""`qiaowen serve`: open the archive in the browser."""

from pathlib import Path

import click

from archive import serve_archive


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8001, show_default=True, help="Port to listen on; 0 picks a free one.")
@click.pass_obj
def serve(archive: Path, host: str, port: int) -> None:
    """Serve the archive with Datasette, for reading. Ctrl-C ends it."""
    serve_archive(archive, host=host, port=port, announce=click.echo)
