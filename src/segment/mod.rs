//! Source text → blocks.
