package opcc.tracker.gateway.security;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/** Asks the issuer for its public keys. */
final class KeyServer {

    private static final int LARGEST_ANSWER = 256 << 10;
    private static final int WEAKEST_RSA_BITS = 2048;

    private final TokenSettings settings;
    private final HttpClient http;

    KeyServer(TokenSettings settings) {
        this.settings = settings;
        this.http = HttpClient.create().responseTimeout(settings.keys().timeout());
    }

    /** The keys that may have signed a token; an error if the answer is late, large, or anything but keys. */
    Mono<JWKSet> keys() {
        return http.get()
                .uri(settings.jwksUri())
                .response((response, content) -> {
                    if (response.status().code() != 200) {
                        return Mono.error(new IllegalStateException(
                                "status " + response.status().code()));
                    }
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    return content.asByteArray()
                            .doOnNext(part -> {
                                bytes.writeBytes(part);
                                if (bytes.size() > LARGEST_ANSWER) {
                                    throw new IllegalStateException("the answer is too large");
                                }
                            })
                            .then(Mono.fromSupplier(() -> bytes.toString(StandardCharsets.UTF_8)));
                })
                .single()
                .map(KeyServer::usable)
                .timeout(settings.keys().timeout());
    }

    private static JWKSet usable(String json) {
        try {
            List<JWK> keys =
                    JWKSet.parse(json).getKeys().stream().filter(KeyServer::isUsable).toList();
            if (keys.isEmpty()) {
                throw new IllegalStateException("the answer holds no usable key");
            }
            return new JWKSet(keys);
        } catch (ParseException e) {
            throw new IllegalStateException("the answer is not a set of keys");
        }
    }

    /** Public keys only: a secret among them would let anyone who reads the set sign. */
    private static boolean isUsable(JWK key) {
        if (key.getKeyID() == null) {
            return false;
        }
        return key instanceof ECKey || (key instanceof RSAKey rsa && rsa.size() >= WEAKEST_RSA_BITS);
    }
}
