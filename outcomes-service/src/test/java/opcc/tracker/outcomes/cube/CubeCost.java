package opcc.tracker.outcomes.cube;

import java.util.List;
import opcc.tracker.outcomes.records.MadeUpPeople;
import opcc.tracker.outcomes.records.OutcomeRecord;

/** Prints what protecting made-up people costs: {@code main} with numbers of people; the figures are in docs/outcomes.md. */
final class CubeCost {

    private CubeCost() {}

    public static void main(String[] counts) {
        for (String count : counts) {
            List<OutcomeRecord> people = new MadeUpPeople(1).people(Integer.parseInt(count));
            long begun = System.nanoTime();
            CubeMaker.Made made = CubeMaker.make(people, new byte[32]);
            double seconds = (System.nanoTime() - begun) / 1e9;
            long total = made.cells().stream().mapToLong(CubeCell::count).sum();
            System.out.printf(
                    "%s people: %d cells above zero, total %+d, %s, crossed %d, %.1f s, heap %d MB%n",
                    count,
                    made.cells().size(),
                    total - people.size(),
                    made.errors(),
                    made.crossed(),
                    seconds,
                    (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20);
        }
    }
}
