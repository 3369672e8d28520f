package opcc.tracker.gateway.transcoding;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import library.Book;
import opcc.tracker.gateway.contracts.Contracts;

/** The made-up library of {@code library.proto}, and requests to it. */
final class LibraryContracts {

    static final Contracts CONTRACTS = contractsOf(Book.getDescriptor().getFile());
    static final BindingIndex INDEX = new BindingIndex(CONTRACTS);

    private LibraryContracts() {}

    static Contracts contractsOf(FileDescriptor file) {
        Set<FileDescriptor> files = new LinkedHashSet<>();
        collect(file, files);
        FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
        files.forEach(each -> set.addFile(each.toProto()));
        try {
            return Contracts.of(FileDescriptorSet.parseFrom(set.build().toByteString(), Contracts.extensions()));
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static void collect(FileDescriptor file, Set<FileDescriptor> files) {
        file.getDependencies().forEach(each -> collect(each, files));
        files.add(file);
    }

    static BindingIndex.Lookup find(String method, String path) {
        return INDEX.find(method, path);
    }

    /** The request message for a call such as {@code POST /v1/books?bookId=b {"pages":3}}. */
    static DynamicMessage request(String method, String uri, String body) {
        return request(method, uri, body.getBytes(StandardCharsets.UTF_8));
    }

    static DynamicMessage request(String method, String uri, byte[] body) {
        int question = uri.indexOf('?');
        String path = question < 0 ? uri : uri.substring(0, question);
        String query = question < 0 ? null : uri.substring(question + 1);
        BindingIndex.Lookup.Found found = (BindingIndex.Lookup.Found) find(method, path);
        return RequestAssembler.assemble(found.binding(), found.pathValues(), query, body);
    }

    /** The same message as an object of its generated class. */
    static <M extends Message> M as(Class<M> type, DynamicMessage message) {
        try {
            Message empty = (Message) type.getMethod("getDefaultInstance").invoke(null);
            return type.cast(empty.newBuilderForType().mergeFrom(message.toByteString()).build());
        } catch (ReflectiveOperationException | InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }
}
