"""The drawings beside the assumptions show what the simulation makes now."""

from myosotis.population.plots import write_plots


def test_the_drawings_in_the_docs_are_current(root, tmp_path):
    for drawing in write_plots(tmp_path):
        stored = root / "docs/explanation/population" / drawing.name
        assert stored.read_text() == drawing.read_text(), "if it is right: myosotis.population.plots.write_plots(docs/explanation/population)"
