package opcc.tracker.gateway.security;

import java.util.Set;
import opcc.tracker.gateway.callers.KnownCaller;
import opcc.tracker.gateway.problems.GatewayProblems;
import opcc.tracker.gateway.problems.Problem;
import opcc.tracker.gateway.problems.ProblemException;
import opcc.tracker.v1.Access;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The same checks of token and role for native gRPC, which does not pass the HTTP filters. */
@Component
public final class CallDoor {

    private static final String SCHEME = "Bearer ";

    private final ReactiveJwtDecoder decoder;
    private final RealmRoles roles;
    private final Set<String> algorithms;

    CallDoor(ReactiveJwtDecoder decoder, TokenSettings settings) {
        this.decoder = decoder;
        this.roles = new RealmRoles(settings.audience());
        this.algorithms = settings.algorithms();
    }

    /** Who calls with this {@code authorization}; ends in a {@link ProblemException} if it does not open the door. */
    public Mono<KnownCaller> caller(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Mono.error(new ProblemException(GatewayProblems.tokenMissing(algorithms)));
        }
        return Mono.defer(() -> decoder.decode(authorization.substring(SCHEME.length())))
                .doOnNext(CallDoor::refuseBound)
                .flatMap(roles::convert)
                .map(who -> new KnownCaller(who.getName(), RealmRoles.of(who)))
                .onErrorMap(
                        BadJwtException.class,
                        bad -> new ProblemException(Refusals.unauthenticated(
                                new InvalidBearerTokenException("The token is not valid", bad), algorithms)))
                .onErrorMap(
                        KeysUnavailableException.class,
                        gone -> new ProblemException(GatewayProblems.keysUnavailable()));
    }

    /** A bound token needs a proof for each request, and there is none in gRPC. Without it, it may be a stolen one. */
    private static void refuseBound(Jwt token) {
        if (token.hasClaim("cnf")) {
            throw new ProblemException(
                    GatewayProblems.tokenInvalid("The token is bound to a key; gRPC takes tokens that are not."));
        }
    }

    /** Why this caller may not make a call with this access rule; null if they may. */
    public @Nullable Problem refusal(Access access, KnownCaller caller) {
        return CoarseLock.decide(access, caller.roles()) instanceof CoarseLock.RolesMissing missing
                ? GatewayProblems.roleRequired(missing.needed(), missing.held())
                : null;
    }
}
