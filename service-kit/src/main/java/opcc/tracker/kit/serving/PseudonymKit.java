package opcc.tracker.kit.serving;

import java.util.function.Consumer;
import opcc.tracker.kit.idempotency.CommandDigest;
import opcc.tracker.kit.pseudonyms.KeyedCommandDigest;
import opcc.tracker.kit.pseudonyms.PseudonymKey;
import opcc.tracker.kit.pseudonyms.PseudonymKeys;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What a service imports, besides {@link ServiceKit}, whose requests hold case references: the key of their pseudonyms, and
 * a digest of commands from which no reference can be found by trying out.
 */
@Configuration(proxyBeanMethods = false)
public class PseudonymKit {

    private static final Logger log = LoggerFactory.getLogger(PseudonymKit.class);

    /** Ends the process with one line that says why if the environment holds no good key, or a further one that is none. */
    public static void requireKey(String service) {
        require(service, "PSEUDONYM_KEY", PseudonymKey::parse);
        require(service, "PSEUDONYM_KEYS_BEFORE", PseudonymKeys::parseOthers);
    }

    private static void require(String service, String variable, Consumer<@Nullable String> parse) {
        try {
            parse.accept(System.getenv(variable));
        } catch (IllegalArgumentException e) {
            log.error("{} does not start: {} {}", service, variable, e.getMessage());
            System.exit(1);
        }
    }

    @Bean
    PseudonymKey pseudonymKey(@Value("${pseudonyms.key:${PSEUDONYM_KEY:}}") String key) {
        return PseudonymKey.parse(key);
    }

    @Bean
    PseudonymKeys pseudonymKeys(
            PseudonymKey current, @Value("${pseudonyms.keys-before:${PSEUDONYM_KEYS_BEFORE:}}") String others) {
        return new PseudonymKeys(current, PseudonymKeys.parseOthers(others));
    }

    @Bean
    CommandDigest commandDigest(PseudonymKey key) {
        return new KeyedCommandDigest(key);
    }
}
