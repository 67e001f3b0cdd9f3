package dev.afterwise.benchmarks.faults;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/**
 * A way in which calls fail here, as an exception such as client libraries throw. Each is made once: nobody looks at where it was
 * thrown.
 */
record Mishap(Exception exception) {
    static final Mishap TIMED_OUT = new Mishap(new SocketTimeoutException("Read timed out"));
    static final Mishap REFUSED = new Mishap(new ConnectException("Connection refused"));
    static final Mishap RESET = new Mishap(new SocketException("Connection reset"));
    static final Mishap QUEUE_FULL = new Mishap(new IOException("HTTP/1.1 503 Service Unavailable"));
    static final Mishap TOO_MANY = new Mishap(new IOException("HTTP/1.1 429 Too Many Requests"));
    static final Mishap INVALID = new Mishap(new IllegalArgumentException("HTTP/1.1 422 Unprocessable Entity"));
    static final Mishap DEADLOCK = new Mishap(new IOException("deadlock detected, SQLSTATE 40P01"));
}
