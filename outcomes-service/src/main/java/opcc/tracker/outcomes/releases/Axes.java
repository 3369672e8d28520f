package opcc.tracker.outcomes.releases;

import java.util.Optional;
import opcc.tracker.outcomes.dimensions.Dimension;

/** What a release can be counted by: the dimensions of outcomes, and where and when. */
final class Axes {

    /** By police area, region and country. */
    static final String AREA = "area";

    /** By quarter. */
    static final String QUARTER = "quarter";

    private Axes() {}

    /** The axis of this name, spelt as in tables; empty if there is none. */
    static Optional<String> named(String name) {
        return name.equals(AREA) || name.equals(QUARTER)
                ? Optional.of(name)
                : Dimension.named(name).map(Dimension::label);
    }

    /** The axis as a dimension of outcomes; empty for where and when. */
    static Optional<Dimension> dimension(String axis) {
        return axis.equals(AREA) || axis.equals(QUARTER) ? Optional.empty() : Dimension.named(axis);
    }
}
