package opcc.tracker.providers.users;

import com.google.rpc.Code;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import opcc.tracker.kit.refusal.Refusal;
import org.jboss.resteasy.client.jaxrs.ResteasyClient;
import org.jboss.resteasy.client.jaxrs.ResteasyClientBuilder;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.admin.client.JacksonProvider;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;
import org.keycloak.admin.client.resource.RealmResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The way to Keycloak, and what callers are told when it fails. Nothing that it answers is passed on or logged. */
@Component
final class KeycloakRealm implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(KeycloakRealm.class);
    private static final int SECONDS_TO_WAIT = 5;
    private static final int CONNECTIONS = 20;

    private final UserSettings settings;
    private final @Nullable Keycloak keycloak;

    KeycloakRealm(UserSettings settings) {
        this.settings = settings;
        this.keycloak = settings.isSetUp() ? open(settings) : null;
    }

    private static Keycloak open(UserSettings settings) {
        ResteasyClientBuilder http = (ResteasyClientBuilder) ResteasyClientBuilder.newBuilder();
        ResteasyClient client = (ResteasyClient) http.connectionPoolSize(CONNECTIONS)
                .connectTimeout(settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(settings.answerTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .connectionCheckoutTimeout(settings.answerTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .register(new JacksonProvider(), 100)
                .build();
        return KeycloakBuilder.builder()
                .serverUrl(settings.serverUrl())
                .realm(settings.realm())
                .grantType(OAuth2Constants.CLIENT_CREDENTIALS)
                .clientId(settings.clientId())
                // As RFC 6749, 2.3.1 wants it in a header, which is left to us: Keycloak reads a plain + as a space.
                .clientSecret(URLEncoder.encode(settings.clientSecret(), StandardCharsets.UTF_8))
                .resteasyClient(client)
                .build();
    }

    /**
     * Asks the realm.
     *
     * @throws Refusal UNAVAILABLE if it does not answer well, FAILED_PRECONDITION if it refuses just this, UNIMPLEMENTED if there
     *     is no way to it
     */
    <T> T ask(Function<RealmResource, T> question) {
        if (keycloak == null) {
            throw Refusal.of(
                    Code.UNIMPLEMENTED,
                    "USERS_NOT_SET_UP",
                    "Users are not administered here: providers-service has no client of its own at Keycloak.",
                    Map.of());
        }
        try {
            return question.apply(keycloak.realm(settings.realm()));
        } catch (ProcessingException e) {
            log.warn("Keycloak does not answer: {}", e.getClass().getSimpleName());
            throw unavailable();
        } catch (WebApplicationException e) {
            int status = e.getResponse().getStatus();
            log.warn("Keycloak answered {}", status);
            throw isOfThisRequest(status) ? refusedAsItIs() : unavailable();
        }
    }

    /** Whether Keycloak is well and this service is let in, but what it was asked for does not fit what is there. */
    private static boolean isOfThisRequest(int status) {
        return status == 400 || status == 404 || status == 409;
    }

    private static Refusal refusedAsItIs() {
        return Refusal.precondition(
                "KEYCLOAK_REFUSED",
                "Keycloak does not do this as things are; somebody may have changed the user there at the same time."
                        + " Read the user again.",
                Map.of());
    }

    /** As {@link #ask}; empty if what is asked for does not exist. */
    <T> Optional<T> find(Function<RealmResource, T> question) {
        return ask(realm -> {
            try {
                return Optional.of(question.apply(realm));
            } catch (NotFoundException e) {
                return Optional.empty();
            }
        });
    }

    /** As {@link #ask}, for a change that takes a name: what another has already is refused as {@code resourceName}. */
    <T> T take(String resourceName, Function<RealmResource, T> change) {
        return ask(realm -> {
            try {
                return change.apply(realm);
            } catch (ClientErrorException e) {
                throw refused(e.getResponse().getStatus(), resourceName).orElseThrow(() -> e);
            }
        });
    }

    /** Closes an answer, which must be one of success. */
    static void require(Response answer, String resourceName) {
        try (answer) {
            int status = answer.getStatus();
            if (status >= 400) {
                throw refused(status, resourceName).orElseThrow(() -> new WebApplicationException(status));
            }
        }
    }

    private static Optional<Refusal> refused(int status, String resourceName) {
        return switch (status) {
            case 400 -> Optional.of(Refusal.invalid("user", "is not taken by Keycloak as it is"));
            case 409 -> Optional.of(Refusal.alreadyExists(resourceName));
            default -> Optional.empty();
        };
    }

    private static Refusal unavailable() {
        return Refusal.unavailable(
                "USERS_UNAVAILABLE",
                "Users cannot be read or changed at the moment: Keycloak does not answer. Try again in a moment.",
                SECONDS_TO_WAIT);
    }

    @Override
    public void close() {
        if (keycloak != null) {
            keycloak.close();
        }
    }
}
