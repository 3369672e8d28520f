package opcc.tracker.gateway.transcoding;

import messaging.Message;
import opcc.tracker.gateway.contracts.Contracts;

/** The made-up messaging service of {@code messaging.proto}. */
public final class MessagingContracts {

    public static final Contracts CONTRACTS =
            LibraryContracts.contractsOf(Message.getDescriptor().getFile());

    private MessagingContracts() {}
}
