package opcc.tracker.gateway.security;

import org.springframework.security.core.AuthenticationException;

/** A token came with a proof of possession that proves nothing, or with none where one is needed. */
final class ProofRefusedException extends AuthenticationException {

    private static final long serialVersionUID = 1L;

    /** Says why, in words for the caller without the full stop. */
    ProofRefusedException(String why) {
        super(why);
    }
}
