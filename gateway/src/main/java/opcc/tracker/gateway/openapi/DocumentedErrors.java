package opcc.tracker.gateway.openapi;

import io.grpc.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import opcc.tracker.gateway.contracts.Comments;
import opcc.tracker.gateway.contracts.Contracts;
import opcc.tracker.gateway.contracts.Rpc;

/**
 * The errors that the comment of an RPC names. They stand in a sentence of its own: {@code Errors: FAILED_PRECONDITION with
 * reason DRAW_STATE if it is closed, or EXCEEDS_PAID if more comes back than was paid; ABORTED if the etag is old.} or, to
 * repeat those of another RPC, {@code Errors: as GetSpend.} What every call of a service may meet stands likewise in the
 * service's comment, after {@code Errors of every call: }.
 */
final class DocumentedErrors {

    private static final String START = "Errors: ";
    private static final Pattern SENTENCE = Pattern.compile("\\s*" + START + "(.*?)(?=\n\n|$)", Pattern.DOTALL);
    private static final Pattern OF_EVERY_CALL =
            Pattern.compile("Errors of every call: (.*?)(?=\n\n|$)", Pattern.DOTALL);
    private static final Pattern SAME = Pattern.compile("as (\\w+)\\.?");
    private static final String CODES =
            Arrays.stream(Status.Code.values()).map(Enum::name).collect(Collectors.joining("|"));
    private static final Pattern CLAUSE = Pattern.compile("(" + CODES + ")\\b(.*)", Pattern.DOTALL);
    /** A reason follows "with reason", "or" or a comma; a state, which is written alike, ends what is said. */
    private static final Pattern REASON =
            Pattern.compile("( with reason |, or |, | or )([A-Z][A-Z_]{3,})(?= \\w|[;.]?$)");

    private final Comments comments;
    private final Map<String, Rpc> byName = new HashMap<>();

    DocumentedErrors(Contracts contracts, Comments comments) {
        this.comments = comments;
        contracts.rpcs().forEach(rpc -> byName.put(rpc.method().getName(), rpc));
    }

    /**
     * An error that a caller may meet.
     *
     * @param code the gRPC code, which tells the HTTP status
     * @param reason the reason of the problem
     * @param words when, to be read after the reason; ends without a stop
     */
    record DocumentedError(Status.Code code, String reason, String words) {}

    /** The errors of an RPC, in the order of its comment, then those of every call of its service. */
    List<DocumentedError> of(Rpc rpc) {
        List<DocumentedError> errors = new ArrayList<>(own(rpc));
        Matcher ofEveryCall = OF_EVERY_CALL.matcher(comments.of(rpc.service()));
        if (ofEveryCall.find()) {
            errors.addAll(read(ofEveryCall.group(1)));
        }
        return errors;
    }

    private List<DocumentedError> own(Rpc rpc) {
        Matcher sentence = SENTENCE.matcher(comments.of(rpc.method()));
        if (!sentence.find()) {
            return List.of();
        }
        String text = sentence.group(1).strip();
        Matcher same = SAME.matcher(text);
        Rpc other = same.matches() ? byName.get(same.group(1)) : null;
        return other != null && !other.equals(rpc) ? own(other) : read(text);
    }

    private static List<DocumentedError> read(String text) {
        List<DocumentedError> errors = new ArrayList<>();
        for (String part : text.split("; (?=(?:" + CODES + ")\\b)")) {
            Matcher clause = CLAUSE.matcher(part);
            if (clause.matches()) {
                errors.addAll(errors(Status.Code.valueOf(clause.group(1)), clause.group(2)));
            }
        }
        return errors;
    }

    /** The comment of an RPC without its errors, which speak of gRPC's codes. */
    String commentWithout(Rpc rpc) {
        return SENTENCE.matcher(comments.of(rpc.method())).replaceAll("").strip();
    }

    private static List<DocumentedError> errors(Status.Code code, String text) {
        List<DocumentedError> errors = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        Matcher reason = REASON.matcher(text);
        int from = 0;
        while (reason.find()) {
            if (!reasons.isEmpty()) {
                errors.add(new DocumentedError(code, reasons.getLast(), trim(text.substring(from, reason.start()))));
            }
            reasons.add(reason.group(2));
            from = reason.end();
        }
        String last = reasons.isEmpty() ? usual(code) : reasons.getLast();
        errors.add(new DocumentedError(code, last, trim(text.substring(from))));
        // "A or B if so": what is said of B is said of A.
        for (int i = errors.size() - 2; i >= 0; i--) {
            DocumentedError error = errors.get(i);
            if (error.words().isEmpty()) {
                errors.set(
                        i,
                        new DocumentedError(
                                code, error.reason(), errors.get(i + 1).words()));
            }
        }
        return errors;
    }

    /** The reason that services give with a code where the comment names none. */
    private static String usual(Status.Code code) {
        return switch (code) {
            case INVALID_ARGUMENT -> "INVALID_REQUEST";
            case ABORTED -> "ETAG_MISMATCH";
            default -> code.name();
        };
    }

    private static String trim(String words) {
        return words.strip().replaceAll("[.,;]+$", "");
    }
}
