import click


@click.command()
def fmt() -> None:
    """…"""
