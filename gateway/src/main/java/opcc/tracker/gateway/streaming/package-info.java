/** Streams over HTTP: lines and rows that become messages one by one, and messages that become lines or events. */
@NullMarked
package opcc.tracker.gateway.streaming;

import org.jspecify.annotations.NullMarked;
