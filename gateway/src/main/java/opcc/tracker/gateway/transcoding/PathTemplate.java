package opcc.tracker.gateway.transcoding;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A path template of an HTTP rule.
 *
 * <pre>
 * Template = "/" Segments [ Verb ] ;      Segments = Segment { "/" Segment } ;
 * Segment  = "*" | "**" | LITERAL | Variable ;
 * Variable = "{" FieldPath [ "=" Segments ] "}" ;
 * FieldPath = IDENT { "." IDENT } ;       Verb = ":" LITERAL ;
 * </pre>
 *
 * @param segments literals, {@link #SINGLE} and, only as the last, {@link #REST}
 * @param variables what is taken from the path
 * @param verb empty if there is none
 */
record PathTemplate(List<String> segments, List<Variable> variables, String verb) {

    /** Matches exactly one segment. */
    static final String SINGLE = "*";

    /** Matches all that is left, also nothing. */
    static final String REST = "**";

    /** A field that takes the segments from {@code start} to before {@code end} of the template. */
    record Variable(String fieldPath, int start, int end) {}

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException says what is wrong with it
     */
    static PathTemplate parse(String template) {
        return new Parser(template).parse();
    }

    /** The values of the variables in a path that this template matches, decoded as HTTP rules say. */
    Map<String, String> valuesIn(List<String> path) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Variable variable : variables) {
            boolean rest = segments.get(variable.end - 1).equals(REST);
            int end = rest ? path.size() : variable.end;
            boolean several = rest || variable.end - variable.start > 1;
            String raw = String.join("/", path.subList(variable.start, end));
            String value = several ? PercentCoding.decodeKeepingSlashes(raw) : PercentCoding.decode(raw);
            values.put(variable.fieldPath, value == null ? raw : value);
        }
        return values;
    }

    private static final class Parser {

        private final String template;
        private final List<String> segments = new ArrayList<>();
        private final List<Variable> variables = new ArrayList<>();
        private int at;

        Parser(String template) {
            this.template = template;
        }

        PathTemplate parse() {
            expect('/');
            segments(true);
            String verb = "";
            if (at < template.length() && template.charAt(at) == ':') {
                at++;
                verb = literal();
            }
            if (at != template.length()) {
                throw wrong("unexpected character");
            }
            int rest = segments.indexOf(REST);
            if (rest >= 0 && rest != segments.size() - 1) {
                throw wrong("** must be the last segment");
            }
            return new PathTemplate(List.copyOf(segments), List.copyOf(variables), verb);
        }

        private void segments(boolean variablesAllowed) {
            segment(variablesAllowed);
            while (at < template.length() && template.charAt(at) == '/') {
                at++;
                segment(variablesAllowed);
            }
        }

        private void segment(boolean variablesAllowed) {
            if (template.startsWith(REST, at)) {
                at += 2;
                segments.add(REST);
            } else if (template.startsWith(SINGLE, at)) {
                at++;
                segments.add(SINGLE);
            } else if (template.startsWith("{", at)) {
                if (!variablesAllowed) {
                    throw wrong("a variable inside a variable");
                }
                variable();
            } else {
                segments.add(literal());
            }
        }

        private void variable() {
            expect('{');
            int nameStart = at;
            while (at < template.length() && isFieldPathCharacter(template.charAt(at))) {
                at++;
            }
            String fieldPath = template.substring(nameStart, at);
            if (fieldPath.isEmpty() || fieldPath.startsWith(".") || fieldPath.endsWith(".")) {
                throw wrong("a variable without a field");
            }
            if (variables.stream().anyMatch(other -> other.fieldPath.equals(fieldPath))) {
                throw wrong("the field " + fieldPath + " is bound twice");
            }
            int start = segments.size();
            if (at < template.length() && template.charAt(at) == '=') {
                at++;
                segments(false);
            } else {
                segments.add(SINGLE);
            }
            expect('}');
            variables.add(new Variable(fieldPath, start, segments.size()));
        }

        private String literal() {
            int start = at;
            while (at < template.length() && "/:{}*=".indexOf(template.charAt(at)) < 0) {
                at++;
            }
            if (start == at) {
                throw wrong("a segment is empty");
            }
            return template.substring(start, at);
        }

        private void expect(char expected) {
            if (at >= template.length() || template.charAt(at) != expected) {
                throw wrong("expected " + expected);
            }
            at++;
        }

        private IllegalArgumentException wrong(String what) {
            return new IllegalArgumentException(
                    "path template " + template + " at character " + (at + 1) + ": " + what);
        }

        private static boolean isFieldPathCharacter(char c) {
            return c == '.' || c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        }
    }
}
