package opcc.tracker.contracts;

import com.google.api.AnnotationsProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.ExtensionRegistry;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import opcc.tracker.v1.AccessProto;

/** All that the .proto files declare, read from the image in the jar: a new file is walked without being named here. */
final class Contracts {
    private static final List<FileDescriptor> FILES = read();

    private Contracts() {}

    static Stream<MethodDescriptor> rpcs() {
        return FILES.stream()
                .flatMap(file -> file.getServices().stream())
                .flatMap(service -> service.getMethods().stream());
    }

    static Stream<FieldDescriptor> fields() {
        return FILES.stream()
                .flatMap(file -> file.getMessageTypes().stream())
                .flatMap(Contracts::withNested)
                .flatMap(message -> message.getFields().stream());
    }

    private static Stream<Descriptor> withNested(Descriptor message) {
        return Stream.concat(
                Stream.of(message), message.getNestedTypes().stream().flatMap(Contracts::withNested));
    }

    private static List<FileDescriptor> read() {
        ExtensionRegistry options = ExtensionRegistry.newInstance();
        AccessProto.registerAllExtensions(options);
        AnnotationsProto.registerAllExtensions(options);
        try (var image = Contracts.class.getResourceAsStream("/opcc/tracker/tracker.binpb")) {
            Map<String, FileDescriptor> built = new LinkedHashMap<>();
            for (FileDescriptorProto file :
                    FileDescriptorSet.parseFrom(image, options).getFileList()) {
                FileDescriptor[] imports =
                        file.getDependencyList().stream().map(built::get).toArray(FileDescriptor[]::new);
                built.put(file.getName(), FileDescriptor.buildFrom(file, imports));
            }
            return built.values().stream()
                    .filter(file -> file.getPackage().startsWith("opcc.tracker"))
                    .toList();
        } catch (IOException | DescriptorValidationException e) {
            throw new IllegalStateException("The image of the contracts cannot be read.", e);
        }
    }
}
