//! title
