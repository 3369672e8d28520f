package opcc.tracker.kit.testing;

import com.nimbusds.jwt.JWTClaimsSet;
import io.grpc.Metadata;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import opcc.tracker.kit.authentication.AuthenticationInterceptor;
import opcc.tracker.kit.idempotency.CommandInterceptor;
import opcc.tracker.v1.RoleEnum.Role;
import org.jspecify.annotations.Nullable;

/** Somebody who calls a service with a token of the {@link TestRealm}. Immutable: each method gives a changed person. */
public final class TestPerson {

    private static final long DEADLINE_SECONDS = 20;

    private final TestRealm realm;
    private final String username;
    private final Set<Role> roles;
    private final List<String> areas;
    private final @Nullable String provider;
    private final Map<String, Object> signIn;

    TestPerson(TestRealm realm, String username) {
        this(realm, username, Set.of(), List.of(), null, Map.of());
    }

    private TestPerson(
            TestRealm realm,
            String username,
            Set<Role> roles,
            List<String> areas,
            @Nullable String provider,
            Map<String, Object> signIn) {
        this.realm = realm;
        this.username = username;
        this.roles = roles;
        this.areas = areas;
        this.provider = provider;
        this.signIn = signIn;
    }

    /** The person under another name, and so another subject. */
    public TestPerson named(String other) {
        return new TestPerson(realm, other, roles, areas, provider, signIn);
    }

    /** The person with these roles, too. */
    public TestPerson holding(Role... more) {
        Set<Role> all = Stream.concat(roles.stream(), Stream.of(more)).collect(Collectors.toUnmodifiableSet());
        return new TestPerson(realm, username, all, areas, provider, signIn);
    }

    /** The person with exactly these areas. */
    public TestPerson in(String... codes) {
        return new TestPerson(realm, username, roles, List.of(codes), provider, signIn);
    }

    /** The person as one of the provider {@code slug}. */
    public TestPerson workingFor(String slug) {
        return new TestPerson(realm, username, roles, areas, slug, signIn);
    }

    /** The person as signed in at this level ({@code acr}) at this time. */
    public TestPerson signedIn(String level, Instant at) {
        return new TestPerson(
                realm, username, roles, areas, provider, Map.of("acr", level, "auth_time", at.getEpochSecond()));
    }

    /** The token's {@code sub}, the same for the same user name. */
    public String subject() {
        return UUID.nameUUIDFromBytes(username.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** The claims of a good token, for tests that spoil one. */
    public JWTClaimsSet.Builder claims() {
        Instant now = Instant.now();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(realm.issuer())
                .subject(subject())
                .audience("tracker")
                .claim("azp", "tracker-cli")
                .claim("typ", "Bearer")
                .claim("preferred_username", username)
                .claim("realm_access", Map.of("roles", roleNames()))
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)));
        signIn.forEach(claims::claim);
        if (!areas.isEmpty()) {
            claims.claim("areas", areas);
        }
        if (provider != null) {
            claims.claim("provider", provider);
        }
        return claims;
    }

    /** A good token. */
    public String token() {
        return realm.sign(claims().build());
    }

    /** The stub with this person's token and a deadline. A write by it has no idempotency key. */
    public <S extends AbstractStub<S>> S calling(S stub) {
        return with(stub, headers(token()));
    }

    /** The stub with this person's token, a deadline and this idempotency key. */
    public <S extends AbstractStub<S>> S calling(S stub, String idempotencyKey) {
        Metadata headers = headers(token());
        headers.put(CommandInterceptor.IDEMPOTENCY_KEY, idempotencyKey);
        return with(stub, headers);
    }

    /** The stub with any text as its bearer token. */
    public static <S extends AbstractStub<S>> S callingWith(String token, S stub) {
        return with(stub, headers(token));
    }

    private static Metadata headers(String token) {
        Metadata headers = new Metadata();
        headers.put(AuthenticationInterceptor.AUTHORIZATION, "Bearer " + token);
        return headers;
    }

    private static <S extends AbstractStub<S>> S with(S stub, Metadata headers) {
        return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    private List<String> roleNames() {
        return roles.stream()
                .map(role -> role.name().toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
    }
}
