"""What an order desk is: frozen values, enums and pure functions; no Qt, SQL, network or clock."""
