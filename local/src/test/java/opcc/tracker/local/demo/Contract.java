package opcc.tracker.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import build.buf.protovalidate.Validator;
import build.buf.protovalidate.ValidatorFactory;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import tools.jackson.databind.JsonNode;

/** Holds the demonstration's bodies against the contract, as the gateway and the services will. */
final class Contract {
    private static final Validator VALIDATOR = ValidatorFactory.newBuilder().build();

    private Contract() {}

    /** Reads a body as the message, refusing unknown fields and values, and asserts that it is valid. */
    static <T extends Message.Builder> T read(JsonNode body, T message) {
        try {
            JsonFormat.parser().merge(body.toString(), message);
            assertThat(VALIDATOR.validate(message.build()).getViolations())
                    .as("violations of %s", body)
                    .isEmpty();
            return message;
        } catch (Exception e) {
            throw new AssertionError("The contract refuses " + body, e);
        }
    }
}
