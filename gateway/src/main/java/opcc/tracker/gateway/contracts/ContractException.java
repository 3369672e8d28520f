package opcc.tracker.gateway.contracts;

/** The contracts do not say all that the gateway must know, or contradict themselves. The gateway does not start. */
public class ContractException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /** @param message names the RPC and says what is wrong with it */
    public ContractException(String message) {
        super(message);
    }
}
