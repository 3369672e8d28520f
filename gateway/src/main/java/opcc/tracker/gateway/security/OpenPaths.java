package opcc.tracker.gateway.security;

import java.util.List;

/**
 * Paths besides the API's that are open to everybody.
 *
 * @param paths exact
 */
public record OpenPaths(List<String> paths) {
    /** Copies the paths. */
    public OpenPaths {
        paths = List.copyOf(paths);
    }
}
