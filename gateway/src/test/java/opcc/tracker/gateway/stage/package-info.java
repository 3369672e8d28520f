/** The stage for tests over real sockets: a realm that signs, services that answer, a gateway in between. */
package opcc.tracker.gateway.stage;
