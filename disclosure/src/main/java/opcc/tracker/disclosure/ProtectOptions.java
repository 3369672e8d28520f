package opcc.tracker.disclosure;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The command line of {@code protect}.
 *
 * @param method the method's name
 * @param base the smallest count that may be published, apart from zero
 * @param groups whether suppression hides that all members of a group share one value
 * @param hierarchies files by dimension
 * @param seedFile the secret seed's file, if one is named
 * @param out the folder to write into
 * @param cells the file of inner cells
 */
record ProtectOptions(
        String method,
        int base,
        boolean groups,
        Map<String, Path> hierarchies,
        @Nullable Path seedFile,
        Path out,
        Path cells) {

    private static final int DEFAULT_BASE = 5;
    private static final int MOST_BASE = 1000;

    /** What is wrong with the command line, in one line. */
    static final class Misuse extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Misuse(String message) {
            super(message);
        }
    }

    /**
     * Reads the arguments.
     *
     * @throws Misuse if something is missing, unknown or given twice
     */
    static ProtectOptions of(List<String> arguments) {
        Map<String, String> given = new LinkedHashMap<>();
        Map<String, Path> hierarchies = new LinkedHashMap<>();
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            switch (argument) {
                case "--method", "--base", "--out", "--seed-file" -> put(given, argument, value(argument, rest));
                case "--no-groups" -> put(given, argument, "true");
                case "--hierarchy" -> addHierarchy(hierarchies, value(argument, rest));
                default -> {
                    if (argument.startsWith("-")) {
                        throw new Misuse("there is no option " + argument);
                    }
                    put(given, "cells.csv", argument);
                }
            }
        }
        String seedFile = given.get("--seed-file");
        return new ProtectOptions(
                required(given, "--method"),
                base(given.getOrDefault("--base", Integer.toString(DEFAULT_BASE))),
                !given.containsKey("--no-groups"),
                hierarchies,
                seedFile == null ? null : path(seedFile),
                path(required(given, "--out")),
                path(required(given, "cells.csv")));
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new Misuse(option + " needs a value");
        }
        return rest.next();
    }

    private static void put(Map<String, String> given, String name, String value) {
        if (value.isEmpty()) {
            throw new Misuse(name + " is empty");
        }
        if (given.put(name, value) != null) {
            throw new Misuse(name + " is given twice");
        }
    }

    private static void addHierarchy(Map<String, Path> hierarchies, String value) {
        int sign = value.indexOf('=');
        if (sign < 1 || sign == value.length() - 1) {
            throw new Misuse("--hierarchy needs DIMENSION=FILE, such as area=areas.csv, not '" + value + "'");
        }
        String dimension = value.substring(0, sign);
        if (hierarchies.put(dimension, path(value.substring(sign + 1))) != null) {
            throw new Misuse("--hierarchy is given twice for " + dimension);
        }
    }

    private static String required(Map<String, String> given, String name) {
        String value = given.get(name);
        if (value == null) {
            throw new Misuse(name + " is missing");
        }
        return value;
    }

    private static int base(String text) {
        if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) < 2 || Integer.parseInt(text) > MOST_BASE) {
            throw new Misuse("--base must be a whole number from 2 to " + MOST_BASE + ", not '" + text + "'");
        }
        return Integer.parseInt(text);
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new Misuse("'" + text + "' can't be the name of a file");
        }
    }
}
