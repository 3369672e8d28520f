package opcc.tracker.gateway.limits;

import java.time.Duration;
import java.util.Map;
import opcc.tracker.gateway.problems.GatewayProblems;
import opcc.tracker.gateway.problems.Problem;

/** Whether somebody may ask now, and what is left: in the headers of draft-ietf-httpapi-ratelimit-headers. */
public final class Verdict {

    private final String whose;
    private final Limit limit;
    private final Taken taken;

    /** @param whose {@code caller}, or the role whose callers share the limit */
    Verdict(String whose, Limit limit, Taken taken) {
        this.whose = whose;
        this.limit = limit;
        this.taken = taken;
    }

    /** Whether the request may go on. */
    public boolean granted() {
        return taken.granted();
    }

    long remaining() {
        return taken.remaining();
    }

    /** What is told if it may not. */
    public Problem problem() {
        Problem problem = GatewayProblems.rateLimited(
                whose.equals("caller") ? "A caller" : "All callers with the role " + whose + " together",
                limit.requests(),
                limit.per(),
                taken.next());
        for (Map.Entry<String, String> header : headers().entrySet()) {
            problem = problem.withHeader(header.getKey(), header.getValue());
        }
        return problem;
    }

    /** The limit that is nearest to its end: how many requests ({@code q}) in which time ({@code w}), how many are left
     * ({@code r}) and in how many seconds all are free again ({@code t}). */
    public Map<String, String> headers() {
        return Map.of(
                "RateLimit-Policy", "\"" + whose + "\";q=" + limit.requests() + ";w=" + seconds(limit.per()),
                "RateLimit", "\"" + whose + "\";r=" + taken.remaining() + ";t=" + seconds(taken.full()));
    }

    private static long seconds(Duration duration) {
        return duration.plusMillis(999).toSeconds();
    }
}
