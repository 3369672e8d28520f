package opcc.tracker.gateway.audit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line for every request, on the logger {@code access}. */
public final class AccessLog {

    private static final Logger ACCESS = LoggerFactory.getLogger("access");

    private AccessLog() {}

    /**
     * Notes a request and how it ended. Never its path, query or body as they came: what people write there by mistake may
     * name a victim.
     *
     * @param rpc the RPC asked for; a dash if there is none
     * @param path the path's template with its method, or gRPC; a dash if there is none
     * @param status the HTTP status, the code of gRPC, or {@code cancelled}
     * @param start when it came, by {@link System#nanoTime}
     */
    public static void log(String requestId, String rpc, String path, String status, long start) {
        if (ACCESS.isInfoEnabled()) {
            ACCESS.info("{} {} {} {} {}ms", requestId, rpc, path, status, (System.nanoTime() - start) / 1_000_000);
        }
    }
}
