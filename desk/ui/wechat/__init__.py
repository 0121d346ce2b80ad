"""The WeChat page: pairing with the relay, what to enter in WeChat's console, what each account can do."""
