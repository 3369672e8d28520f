package opcc.tracker.gateway.routing;

import java.util.Arrays;
import java.util.List;
import opcc.tracker.gateway.contracts.Rpc;
import opcc.tracker.gateway.problems.GatewayProblems;
import opcc.tracker.gateway.problems.ProblemException;
import opcc.tracker.gateway.streaming.StreamForm;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** What media types an RPC's answers have, and whether the caller takes them. */
final class AnswerTypes {

    private AnswerTypes() {}

    /** JSON, the forms of a stream, or the types of the files that the RPC declares. */
    static List<MediaType> of(Rpc rpc) {
        if (rpc.answersStream()) {
            return Arrays.stream(StreamForm.values()).map(StreamForm::mediaType).toList();
        }
        return rpc.mediaTypes().isEmpty()
                ? List.of(MediaType.APPLICATION_JSON)
                : rpc.mediaTypes().stream().map(MediaType::parseMediaType).toList();
    }

    /**
     * Asks whether an {@code Accept} header lets an answer of this RPC through.
     *
     * @throws ProblemException if it does not
     */
    static void require(HttpHeaders headers, Rpc rpc) {
        List<MediaType> types = of(rpc);
        if (!accepts(headers, types)) {
            throw new ProblemException(GatewayProblems.notAcceptable(types));
        }
    }

    /** Whether an {@code Accept} header lets at least one of them through; none lets all. */
    static boolean accepts(HttpHeaders headers, List<MediaType> types) {
        try {
            List<MediaType> accepted = headers.getAccept();
            return accepted.isEmpty()
                    || accepted.stream()
                            .filter(type -> type.getQualityValue() > 0)
                            .anyMatch(type -> types.stream().anyMatch(type::includes));
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }
}
