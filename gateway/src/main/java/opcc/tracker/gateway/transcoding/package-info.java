/** JSON over HTTP to protobuf messages and back, by Google's HTTP rules and protobuf's JSON mapping. */
@NullMarked
package opcc.tracker.gateway.transcoding;

import org.jspecify.annotations.NullMarked;
