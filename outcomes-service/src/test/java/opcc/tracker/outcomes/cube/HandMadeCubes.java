package opcc.tracker.outcomes.cube;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import opcc.tracker.outcomes.dimensions.Dimension;
import opcc.tracker.outcomes.dimensions.Value;
import opcc.tracker.v1.AgeBandEnum.AgeBand;
import opcc.tracker.v1.EngagementEnum.Engagement;
import opcc.tracker.v1.ExploitationTypeEnum.ExploitationType;
import opcc.tracker.v1.NeedEnum.Need;
import opcc.tracker.v1.SexEnum.Sex;

/** Cubes made by hand, so that every figure in a test can be worked out by hand. */
public final class HandMadeCubes implements Cubes {

    private final Map<String, List<ProtectedCube>> cubes = new TreeMap<>();

    /** Freezes a quarter, or revises it, with these people. */
    public HandMadeCubes frozen(String quarter, People... people) {
        return frozen(quarter, false, people);
    }

    /** Freezes a quarter, of which some records are made up. */
    public HandMadeCubes frozen(String quarter, boolean synthetic, People... people) {
        List<ProtectedCube> revisions = cubes.computeIfAbsent(quarter, each -> new ArrayList<>());
        revisions.add(new ProtectedCube(
                quarter,
                revisions.size() + 1,
                synthetic,
                List.of(people).stream().map(People::cell).toList(),
                new StatedErrors(5, 15)));
        return this;
    }

    /** Forgets all quarters. */
    public void clear() {
        cubes.clear();
    }

    @Override
    public Optional<ProtectedCube> find(String quarter) {
        return Optional.ofNullable(cubes.get(quarter)).map(List::getLast);
    }

    @Override
    public Optional<ProtectedCube> find(String quarter, int revision) {
        return cubes.getOrDefault(quarter, List.of()).stream()
                .filter(cube -> cube.revision() == revision)
                .max(Comparator.comparing(ProtectedCube::revision));
    }

    @Override
    public List<String> frozenQuarters() {
        return List.copyOf(cubes.keySet());
    }

    /** So many people: women of 25 to 34 in Surrey, exploited for labour, who support the investigation, unless it is said otherwise. */
    public static People people(long count) {
        return new People(count);
    }

    /** People who share all values. */
    public static final class People {

        private final long count;
        private final Map<Dimension, Value> values = new EnumMap<>(Dimension.class);
        private final Map<Need, Integer> changes = new EnumMap<>(Need.class);
        private String area = "surrey";
        private String service = "services/surrey-navigator";

        private People(long count) {
            this.count = count;
            for (Dimension dimension : Dimension.values()) {
                values.put(dimension, Value.NOT_STATED);
            }
            sex(Sex.FEMALE)
                    .age(AgeBand.AGE_25_TO_34)
                    .exploited(ExploitationType.LABOUR)
                    .engaged(Engagement.SUPPORTING);
        }

        public People in(String area) {
            this.area = area;
            return this;
        }

        public People of(String service) {
            this.service = "services/" + service;
            return this;
        }

        public People sex(Sex sex) {
            values.put(Dimension.SEX, Value.of(List.of(sex)));
            return this;
        }

        public People age(AgeBand age) {
            values.put(Dimension.AGE_BAND, Value.of(List.of(age)));
            return this;
        }

        public People exploited(ExploitationType... types) {
            values.put(Dimension.EXPLOITATION_TYPES, Value.of(List.of(types)));
            return this;
        }

        public People engaged(Engagement engagement) {
            values.put(Dimension.ENGAGEMENT, Value.of(List.of(engagement)));
            return this;
        }

        public People cameFurther(Need need, int change) {
            changes.put(need, change);
            return this;
        }

        CubeCell cell() {
            return new CubeCell(area, service, values, changes, count);
        }
    }
}
