package opcc.tracker.outcomes.measures;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import opcc.tracker.kit.calendar.Quarter;
import opcc.tracker.kit.disclosure.ThresholdRule;
import opcc.tracker.outcomes.cube.CubeCell;
import opcc.tracker.outcomes.cube.Cubes;
import opcc.tracker.outcomes.cube.ProtectedCube;
import opcc.tracker.v1.DistanceTravelled;
import opcc.tracker.v1.GetDistanceTravelledRequest;
import opcc.tracker.v1.NeedDistance;
import opcc.tracker.v1.NeedEnum.Need;
import opcc.tracker.v1.QuarterBasis;

/** Says for each category of need how far people came, from their first score to their last. */
public final class NeedDistances {

    private static final String SCALE =
            "Needs are scored from 1 (in crisis) to 5 (independent). Distance travelled is the last score less the"
                    + " first, of people who were scored at least twice; the others are in no figure.";

    private static final List<Need> NEEDS = Stream.of(Need.values())
            .filter(need -> need != Need.NEED_UNSPECIFIED && need != Need.UNRECOGNIZED)
            .toList();

    private final Cubes cubes;

    /** Counts in {@code cubes}. */
    public NeedDistances(Cubes cubes) {
        this.cubes = cubes;
    }

    /** The distances travelled of the quarter asked for. */
    public DistanceTravelled answer(GetDistanceTravelledRequest request) {
        QuarterBases.require(request.getArea(), Quarter.violation("quarter", request.getQuarter()));
        Optional<ProtectedCube> found = cubes.find(request.getQuarter());
        QuarterBasis basis = QuarterBases.of(request.getQuarter(), found);
        DistanceTravelled.Builder answer = DistanceTravelled.newBuilder()
                .setArea(request.getArea())
                .setService(request.getService())
                .setBasis(basis)
                .addAllNotes(Notes.of(List.of(basis), SCALE, Notes.SHARES));
        found.ifPresent(cube -> {
            List<CubeCell> cells = new Selection(request.getArea(), request.getService())
                    .in(cube)
                    .toList();
            NEEDS.forEach(need -> answer.addNeeds(distance(need, cells)));
        });
        return answer.build();
    }

    private static NeedDistance distance(Need need, List<CubeCell> cells) {
        long people = 0;
        long improved = 0;
        long worse = 0;
        long sum = 0;
        for (CubeCell cell : cells) {
            Integer change = cell.changes().get(need);
            if (change != null) {
                people += cell.count();
                improved += change > 0 ? cell.count() : 0;
                worse += change < 0 ? cell.count() : 0;
                sum += change * cell.count();
            }
        }
        NeedDistance.Builder distance = NeedDistance.newBuilder().setNeed(need);
        if (people < ThresholdRule.THRESHOLD) {
            return distance.setWithheldReason(Notes.TOO_FEW).build();
        }
        return distance.setPeople(people)
                .setImprovedPercent(Ratios.percent(improved, people))
                .setUnchangedPercent(Ratios.percent(people - improved - worse, people))
                .setWorsePercent(Ratios.percent(worse, people))
                .setMeanChangeTenths(Ratios.tenths(sum, people))
                .build();
    }
}
