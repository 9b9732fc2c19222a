"""`qiaowen serve`: open the archive in the browser."""

from pathlib import Path

import click

from archive import serve_archive


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8001, show_default=True, help="Port to listen on; 0 picks a free one.")
@click.option("--immutable", is_flag=True, help="The archive is not written to while it is served: faster.")
@click.option(
    "--catalogue",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Serve this catalogue, as `qiaowen publish` wrote it, instead of the archive: no texts, fit for the web.",
)
@click.option(
    "--metadata",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Datasette's metadata, YAML or JSON: who may read, what plugins do.",
)
@click.pass_obj
def serve(archive: Path, host: str, port: int, immutable: bool, catalogue: Path | None, metadata: Path | None) -> None:
    """Serve the archive with Datasette, for reading. Ctrl-C ends it.

    docs/serving.md says how to put it on the web.
    """
    serve_archive(
        archive,
        host=host,
        port=port,
        announce=click.echo,
        immutable=immutable,
        catalogue=catalogue,
        metadata=metadata,
    )
