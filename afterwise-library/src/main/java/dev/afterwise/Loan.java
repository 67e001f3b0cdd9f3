package dev.afterwise;

import java.time.Instant;

/** A token that one component of a workspace lent another of its recovery budget. */
public record Loan(String lender, String borrower, Instant at) {}
