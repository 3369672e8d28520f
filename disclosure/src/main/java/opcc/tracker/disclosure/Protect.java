package opcc.tracker.disclosure;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import opcc.tracker.disclosure.protection.Protected;
import opcc.tracker.disclosure.protection.ProtectedFiles;
import opcc.tracker.disclosure.protection.Protection;
import opcc.tracker.disclosure.protection.Summary;
import opcc.tracker.disclosure.rounding.SecretSeed;
import opcc.tracker.disclosure.rounding.SmallCountRounding;
import opcc.tracker.disclosure.suppression.ExposedTable;
import opcc.tracker.disclosure.suppression.Suppression;
import opcc.tracker.disclosure.table.FaultyInput;
import opcc.tracker.disclosure.table.Hierarchy;
import opcc.tracker.disclosure.table.Table;
import opcc.tracker.disclosure.table.TableReader;
import org.jspecify.annotations.Nullable;

/**
 * {@code protect}: reads a table of inner cells, protects it, writes what may be published. Ends with 0 if it did, 1 if it
 * could not write or found no safe suppression, 2 if the command line or a file it was given is at fault.
 */
public final class Protect {
    /** The environment variable that may hold the secret seed. */
    static final String SEED_VARIABLE = "TRACKER_PROTECT_SEED";

    private static final Map<String, BiFunction<ProtectOptions, SecretSeed, Protection>> METHODS = new TreeMap<>(Map.of(
            SmallCountRounding.NAME, (options, seed) -> new SmallCountRounding(options.base(), seed),
            Suppression.METHOD, (options, seed) -> new Suppression(options.base(), options.groups())));

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    Protect(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    /** Runs and ends the process. */
    public static void main(String[] arguments) {
        System.exit(new Protect(System.getenv(), System.out, System.err).run(Arrays.asList(arguments)));
    }

    /** Runs; gives the exit code. */
    int run(List<String> arguments) {
        if (arguments.contains("--help") || arguments.contains("-h")) {
            out.print(help());
            return 0;
        }
        try {
            protect(ProtectOptions.of(arguments));
            return 0;
        } catch (ProtectOptions.Misuse e) {
            err.println(e.getMessage() + "; see: ./tracker protect --help");
            return 2;
        } catch (FaultyInput e) {
            err.println(e.getMessage());
            return 2;
        } catch (ExposedTable e) {
            err.println(e.getMessage());
            return 1;
        } catch (IOException e) {
            err.println("The protected table could not be written: " + e.getMessage());
            return 1;
        }
    }

    private void protect(ProtectOptions options) throws IOException {
        long start = System.nanoTime();
        BiFunction<ProtectOptions, SecretSeed, Protection> method = METHODS.get(options.method());
        if (method == null) {
            throw new ProtectOptions.Misuse(
                    "--method must be " + String.join(" or ", METHODS.keySet()) + ", not '" + options.method() + "'");
        }
        Map<String, Hierarchy> hierarchies = new LinkedHashMap<>();
        options.hierarchies().forEach((dimension, file) -> hierarchies.put(dimension, TableReader.readHierarchy(file)));
        byte @Nullable [] secret = secret(options.seedFile());
        Table table = TableReader.readTable(options.cells(), hierarchies);
        SecretSeed seed = secret == null ? SecretSeed.derivedFrom(table) : SecretSeed.of(secret);
        if (secret == null && !options.method().equals(Suppression.METHOD)) {
            err.println(
                    "Warning: no secret seed is given, so anyone who has the true table can work out the choices; what "
                            + "is published needs --seed-file or " + SEED_VARIABLE + ".");
        }
        Protected result = method.apply(options, seed).protect(table);
        double seconds = (System.nanoTime() - start) / 1e9;
        Summary summary = new Summary(table, result);
        new ProtectedFiles(options.out()).write(table, result, summary.json(seed.digest(), seconds));
        warnOfPresence(table, result);
    }

    /** Rounding hides how many people a cell holds; that it is listed at all may tell that it holds some. */
    private void warnOfPresence(Table table, Protected result) {
        boolean zeros = IntStream.range(0, table.innerCount()).anyMatch(i -> table.inner(i) == 0);
        if (!zeros && result.method().equals(SmallCountRounding.NAME)) {
            err.println("Warning: no row has a count of 0, so a reader who knows that only cells with people are listed"
                    + " can tell that a listed cell shown as 0 holds 1 to " + (result.base() - 1)
                    + "; list cells of zero as well, all of them if you can.");
        }
    }

    private byte @Nullable [] secret(@Nullable Path seedFile) {
        String variable = environment.get(SEED_VARIABLE);
        byte @Nullable [] secret;
        String origin;
        if (seedFile != null) {
            origin = seedFile.toString();
            try {
                secret = Files.readAllBytes(seedFile);
            } catch (IOException e) {
                throw new FaultyInput(origin + ": can't be read");
            }
        } else if (variable != null) {
            origin = SEED_VARIABLE;
            secret = variable.getBytes(StandardCharsets.UTF_8);
        } else {
            return null;
        }
        if (secret.length < SecretSeed.LEAST_BYTES) {
            throw new FaultyInput(
                    origin + ": has " + secret.length + " bytes, and a seed needs at least " + SecretSeed.LEAST_BYTES);
        }
        return secret;
    }

    private static String help() {
        return """
            Usage: ./tracker protect --method METHOD [options] --out DIR cells.csv

            Reads a table's inner cells (dimension columns and a column `count`), protects it with all its margins, and
            writes DIR/protected.csv and DIR/summary.json.

              --method METHOD        METHODS
              --base N               the smallest count that is shown, apart from zero; 5 unless given
              --hierarchy DIM=FILE   groups of the dimension's codes: a column for each level, codes first; may be repeated
              --no-groups            with suppression: let it show that all members of a group share one value
              --seed-file FILE       with rounding: the secret seed, at least 32 bytes; or in the environment variable SEED
              --out DIR              where to write; older files are replaced
              --help                 this text

            Ends with 0 if all is written, 1 if it could not be written or no safe suppression was found, 2 if the input is at fault. See docs/protect.md.
            """.replace("METHODS", String.join(" or ", METHODS.keySet())).replace("SEED\n", SEED_VARIABLE + "\n");
    }
}
