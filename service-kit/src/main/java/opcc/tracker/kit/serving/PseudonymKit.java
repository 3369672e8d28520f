package opcc.tracker.kit.serving;

import opcc.tracker.kit.idempotency.CommandDigest;
import opcc.tracker.kit.pseudonyms.KeyedCommandDigest;
import opcc.tracker.kit.pseudonyms.PseudonymKey;
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

    /** Ends the process with one line that says why if the environment holds no good key. */
    public static void requireKey(String service) {
        try {
            PseudonymKey.parse(System.getenv("PSEUDONYM_KEY"));
        } catch (IllegalArgumentException e) {
            log.error("{} does not start: PSEUDONYM_KEY {}", service, e.getMessage());
            System.exit(1);
        }
    }

    @Bean
    PseudonymKey pseudonymKey(@Value("${pseudonyms.key:${PSEUDONYM_KEY:}}") String key) {
        return PseudonymKey.parse(key);
    }

    @Bean
    CommandDigest commandDigest(PseudonymKey key) {
        return new KeyedCommandDigest(key);
    }
}
