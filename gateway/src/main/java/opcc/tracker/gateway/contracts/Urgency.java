package opcc.tracker.gateway.contracts;

import com.google.protobuf.DescriptorProtos.MethodOptions.IdempotencyLevel;
import com.google.protobuf.Descriptors.MethodDescriptor;
import opcc.tracker.v1.AccessProto;

/** Who goes first when a service is busy. */
public enum Urgency {

    /** Somebody waits for it tonight: a draw, its approval, who am I. */
    URGENT,
    /** Changes something that can wait. */
    ORDINARY,
    /** Only reads: lists, tables, exports. */
    READ;

    static Urgency of(MethodDescriptor method) {
        if (method.getOptions().getExtension(AccessProto.urgent)) {
            return URGENT;
        }
        return isRead(method) ? READ : ORDINARY;
    }

    static boolean isRead(MethodDescriptor method) {
        return method.getOptions().getIdempotencyLevel() == IdempotencyLevel.NO_SIDE_EFFECTS;
    }
}
