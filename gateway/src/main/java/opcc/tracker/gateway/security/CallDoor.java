package opcc.tracker.gateway.security;

import java.util.List;
import java.util.Set;
import opcc.tracker.gateway.callers.KnownCaller;
import opcc.tracker.gateway.problems.GatewayProblems;
import opcc.tracker.gateway.problems.Problem;
import opcc.tracker.gateway.problems.ProblemException;
import opcc.tracker.v1.Access;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The same checks of token, proof and role for native gRPC, which does not pass the HTTP filters. */
@Component
public final class CallDoor {

    private static final String BEARER = "Bearer ";
    private static final String BY_KEY = "DPoP ";

    private final ReactiveJwtDecoder decoder;
    private final KeyProofs proofs;
    private final RealmRoles roles;
    private final Set<String> algorithms;
    private final String publicUrl;

    CallDoor(ReactiveJwtDecoder decoder, KeyProofs proofs, TokenSettings settings) {
        this.decoder = decoder;
        this.proofs = proofs;
        this.roles = new RealmRoles(settings.audience());
        this.algorithms = settings.algorithms();
        this.publicUrl = settings.publicUrl();
    }

    /**
     * How a call presents itself.
     *
     * @param authorization its token with the scheme before it; null if it has none
     * @param proofs its {@code dpop} entries: what HTTP has in headers
     * @param method its name, for instance {@code opcc.tracker.v1.FundsService/GetFund}
     * @param authority whom it says it calls
     */
    public record Presented(
            @Nullable String authorization,
            List<String> proofs,
            String method,
            @Nullable String authority) {
        /** Copies the proofs. */
        public Presented {
            proofs = List.copyOf(proofs);
        }
    }

    /** Who calls; ends in a {@link ProblemException} if what is presented does not open the door. */
    public Mono<KnownCaller> caller(Presented call) {
        boolean byKey = has(call.authorization(), BY_KEY);
        if (!byKey && !has(call.authorization(), BEARER)) {
            return Mono.error(new ProblemException(GatewayProblems.tokenMissing(algorithms)));
        }
        String token = String.valueOf(call.authorization())
                .substring((byKey ? BY_KEY : BEARER).length())
                .strip();
        PresentedToken.ByKey how = byKey ? new PresentedToken.ByKey(call.proofs(), "POST", address(call)) : null;
        return Mono.defer(() -> decoder.decode(token))
                .flatMap(jwt -> proofs.require(jwt, how, jwt))
                .flatMap(roles::convert)
                .map(who -> new KnownCaller(who.getName(), RealmRoles.of(who)))
                .onErrorMap(
                        BadJwtException.class,
                        bad -> new ProblemException(Refusals.unauthenticated(
                                new InvalidBearerTokenException("The token is not valid", bad), algorithms)))
                .onErrorMap(
                        ProofRefusedException.class,
                        refused -> new ProblemException(Refusals.unauthenticated(refused, algorithms)))
                .onErrorMap(
                        KeysUnavailableException.class,
                        gone -> new ProblemException(GatewayProblems.keysUnavailable()));
    }

    private static boolean has(@Nullable String authorization, String scheme) {
        return authorization != null && authorization.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    /** What the proof must be for: gRPC is a POST to this address. */
    private String address(Presented call) {
        return (publicUrl.isEmpty() ? "http://" + call.authority() : publicUrl) + "/" + call.method();
    }

    /** Why this caller may not make a call with this access rule; null if they may. */
    public @Nullable Problem refusal(Access access, KnownCaller caller) {
        return CoarseLock.decide(access, caller.roles()) instanceof CoarseLock.RolesMissing missing
                ? GatewayProblems.roleRequired(missing.needed(), missing.held())
                : null;
    }
}
