package opcc.tracker.gateway.contracts;

import build.buf.validate.ValidateProto;
import com.google.api.AnnotationsProto;
import com.google.api.FieldBehaviorProto;
import com.google.api.HttpRule;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.ExtensionRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import opcc.tracker.v1.Access;
import opcc.tracker.v1.AccessProto;
import opcc.tracker.v1.File;
import org.jspecify.annotations.Nullable;

/**
 * Every RPC that the gateway serves, read from a descriptor set: all but streams without a path, which are gRPC only. An RPC without an HTTP rule or without an access rule
 * is refused here, by name, so that nothing is ever served that the contracts do not allow.
 */
public final class Contracts {

    /** Where the module {@code tracker-proto} keeps the descriptor set. */
    public static final String RESOURCE = "opcc/tracker/tracker.binpb";

    private final List<FileDescriptor> files;
    private final List<Rpc> rpcs;
    private final List<Rpc> all;

    private Contracts(List<FileDescriptor> files, List<Rpc> all) {
        this.files = List.copyOf(files);
        this.all = List.copyOf(all);
        this.rpcs = all.stream().filter(rpc -> !rpc.rules().isEmpty()).toList();
    }

    /** Reads the contracts from the class path. */
    public static Contracts load() {
        try (InputStream in = Contracts.class.getClassLoader().getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new ContractException("The contracts are missing: no " + RESOURCE + " on the class path.");
            }
            return of(FileDescriptorSet.parseFrom(in, extensions()));
        } catch (IOException e) {
            throw new ContractException("The contracts in " + RESOURCE + " cannot be read: " + e.getMessage());
        }
    }

    /** The options that the contracts use; a descriptor set must be parsed with them. */
    public static ExtensionRegistry extensions() {
        ExtensionRegistry registry = ExtensionRegistry.newInstance();
        AnnotationsProto.registerAllExtensions(registry);
        FieldBehaviorProto.registerAllExtensions(registry);
        ValidateProto.registerAllExtensions(registry);
        AccessProto.registerAllExtensions(registry);
        return registry;
    }

    /**
     * Reads the contracts from a descriptor set whose files stand after those that they import.
     *
     * @throws ContractException if an RPC lacks its HTTP rule or access rule, or declares media types but answers no file
     */
    public static Contracts of(FileDescriptorSet set) {
        Map<String, FileDescriptor> built = new HashMap<>();
        List<FileDescriptor> files = new ArrayList<>();
        List<Rpc> rpcs = new ArrayList<>();
        for (FileDescriptorProto proto : set.getFileList()) {
            FileDescriptor file = build(proto, built);
            built.put(proto.getName(), file);
            files.add(file);
            for (ServiceDescriptor service : file.getServices()) {
                service.getMethods()
                        .forEach(method -> rpcs.add(
                                isGrpcOnly(method) ? new Rpc(method, List.of(), access(method)) : rpc(method)));
            }
        }
        return new Contracts(files, rpcs);
    }

    /** All RPCs that have a path, in the order of their declaration. */
    public List<Rpc> rpcs() {
        return rpcs;
    }

    /** All RPCs, those that are gRPC only among them. */
    public List<Rpc> all() {
        return all;
    }

    /** The files, each after those that it imports. */
    public List<FileDescriptor> files() {
        return files;
    }

    /** The services that have RPCs with a path, in the order of their declaration. */
    public List<ServiceDescriptor> services() {
        return rpcs.stream().map(Rpc::service).distinct().toList();
    }

    private static FileDescriptor build(FileDescriptorProto proto, Map<String, FileDescriptor> built) {
        FileDescriptor[] imports = proto.getDependencyList().stream()
                .map(name -> {
                    FileDescriptor file = built.get(name);
                    if (file == null) {
                        throw new ContractException(proto.getName() + " imports " + name + ", which is not in the set");
                    }
                    return file;
                })
                .toArray(FileDescriptor[]::new);
        try {
            return FileDescriptor.buildFrom(proto, imports);
        } catch (DescriptorValidationException e) {
            throw new ContractException(proto.getName() + " is not valid: " + e.getMessage());
        }
    }

    /** A stream without a path is for programs that speak gRPC. */
    private static boolean isGrpcOnly(MethodDescriptor method) {
        return (method.isClientStreaming() || method.isServerStreaming())
                && !method.getOptions().hasExtension(AnnotationsProto.http);
    }

    /** The last line of a stream that broke off is told from its elements by its one member. */
    private static void refuseAmbiguousStream(MethodDescriptor method) {
        String name = method.getFullName();
        if (method.isServerStreaming() && method.getOutputType().findFieldByName(Rpc.PROBLEM) != null) {
            throw new ContractException("RPC " + name + " streams messages with a field " + Rpc.PROBLEM);
        }
        boolean stream = method.isServerStreaming() || method.isClientStreaming();
        if (stream && method.getOptions().getExtensionCount(AccessProto.mediaTypes) > 0) {
            throw new ContractException("RPC " + name + " is a stream and has media_types");
        }
    }

    private static Rpc rpc(MethodDescriptor method) {
        String name = method.getFullName();
        if (!method.getOptions().hasExtension(AnnotationsProto.http)) {
            throw new ContractException("RPC " + name + " has no option google.api.http");
        }
        Access access = access(method);
        refuseAmbiguousStream(method);
        refuseUntyped(name, method.getInputType(), new HashSet<>());
        refuseUntyped(name, method.getOutputType(), new HashSet<>());
        if (method.getOptions().getExtensionCount(AccessProto.mediaTypes) > 0
                && !method.getOutputType()
                        .getFullName()
                        .equals(File.getDescriptor().getFullName())) {
            throw new ContractException("RPC " + name + " has media_types, but answers no "
                    + File.getDescriptor().getFullName());
        }
        HttpRule main = method.getOptions().getExtension(AnnotationsProto.http);
        List<HttpRule> rules = new ArrayList<>();
        rules.add(main);
        for (HttpRule additional : main.getAdditionalBindingsList()) {
            if (additional.getAdditionalBindingsCount() > 0) {
                throw new ContractException("RPC " + name + " nests additional_bindings");
            }
            rules.add(additional);
        }
        return new Rpc(method, List.copyOf(rules), access);
    }

    private static Access access(MethodDescriptor method) {
        if (!method.getOptions().hasExtension(AccessProto.access)) {
            throw new ContractException("RPC " + method.getFullName() + " has no option opcc.tracker.v1.access");
        }
        Access access = method.getOptions().getExtension(AccessProto.access);
        if (access.getGrantsCount() == 0 && !access.getAnyAuthenticated()) {
            throw new ContractException("RPC " + method.getFullName() + " has an access rule that lets nobody in");
        }
        return access;
    }

    /** {@code Any} says nothing of what may be inside, so neither access nor validity could be checked. */
    private static void refuseUntyped(String rpc, @Nullable Descriptor type, Set<String> seen) {
        if (type == null || !seen.add(type.getFullName())) {
            return;
        }
        if (type.getFullName().equals("google.protobuf.Any")) {
            throw new ContractException("RPC " + rpc + " uses google.protobuf.Any, which the gateway does not carry");
        }
        for (FieldDescriptor field : type.getFields()) {
            if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                refuseUntyped(rpc, field.getMessageType(), seen);
            }
        }
    }
}
