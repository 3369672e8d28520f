package opcc.tracker.outcomes.measures;

import com.google.rpc.BadRequest.FieldViolation;
import java.util.Optional;
import java.util.stream.Stream;
import opcc.tracker.kit.areas.PoliceAreas;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.outcomes.cube.ProtectedCube;
import opcc.tracker.v1.QuarterBasis;
import opcc.tracker.v1.QuarterStateEnum.QuarterState;

/** Says of a quarter how it stands and what its counts can bear. */
public final class QuarterBases {

    private QuarterBases() {}

    /** How {@code quarter} stands, whose cube is {@code cube} if it is frozen. */
    public static QuarterBasis of(String quarter, Optional<ProtectedCube> cube) {
        QuarterBasis.Builder basis = QuarterBasis.newBuilder().setQuarter(quarter);
        return cube.map(frozen -> basis.setState(QuarterState.FROZEN)
                        .setRevision(frozen.revision())
                        .setSynthetic(frozen.synthetic())
                        .setLargestError(frozen.errors().largest())
                        .setMeanErrorTenths(frozen.errors().meanTenths()))
                .orElseGet(() -> basis.setState(QuarterState.COLLECTING))
                .build();
    }

    /** Refuses an area that is none, and what is wrong besides. An empty area stands for England and Wales. */
    @SafeVarargs
    public static void require(String area, Optional<FieldViolation>... others) {
        Optional<FieldViolation> wrongArea = area.isEmpty() ? Optional.empty() : PoliceAreas.violation("area", area);
        var violations = Stream.concat(Stream.of(wrongArea), Stream.of(others))
                .flatMap(Optional::stream)
                .toList();
        if (!violations.isEmpty()) {
            throw Refusal.invalid(violations);
        }
    }
}
