package opcc.tracker.bench.quality;

import java.util.Locale;

/**
 * What protecting a table cost.
 *
 * @param inner inner cells
 * @param published cells published, margins included
 * @param people the total of the table
 * @param largest largest absolute error of the published values
 * @param mean mean absolute error of the published values
 * @param primary cells left out for themselves
 * @param secondary cells left out for the sake of others
 * @param lost people in the inner cells left out
 * @param objective what was made least
 * @param bound no protection of this kind has less
 * @param optimal proven best
 * @param seconds how long it took
 * @param megabytes the most memory held
 */
record Cost(
        int inner,
        int published,
        long people,
        long largest,
        double mean,
        long primary,
        long secondary,
        long lost,
        double objective,
        double bound,
        boolean optimal,
        double seconds,
        long megabytes) {

    /** One line that {@link #parse} reads. */
    String line() {
        return String.join(
                "\t",
                String.valueOf(inner),
                String.valueOf(published),
                String.valueOf(people),
                String.valueOf(largest),
                String.valueOf(mean),
                String.valueOf(primary),
                String.valueOf(secondary),
                String.valueOf(lost),
                String.valueOf(objective),
                String.valueOf(bound),
                String.valueOf(optimal),
                String.valueOf(seconds),
                String.valueOf(megabytes));
    }

    static Cost parse(String line) {
        String[] f = line.split("\t");
        return new Cost(
                Integer.parseInt(f[0]),
                Integer.parseInt(f[1]),
                Long.parseLong(f[2]),
                Long.parseLong(f[3]),
                Double.parseDouble(f[4]),
                Long.parseLong(f[5]),
                Long.parseLong(f[6]),
                Long.parseLong(f[7]),
                Double.parseDouble(f[8]),
                Double.parseDouble(f[9]),
                Boolean.parseBoolean(f[10]),
                Double.parseDouble(f[11]),
                Long.parseLong(f[12]));
    }

    /** How near to the best it is. */
    String proof() {
        if (optimal) {
            return "proven optimal";
        }
        return bound >= objective
                ? "objective proven least"
                : String.format(Locale.UK, "gap %.0f %%", 100 * (objective - bound) / objective);
    }
}
